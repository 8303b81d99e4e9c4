"""A web in which every host misbehaves in a way of its own, over real sockets, and what a crawl has to make of it."""

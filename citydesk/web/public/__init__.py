"""The pages for readers: one function a page, the same bytes from the server and in a folder of files."""

"""The templates of the demo web: one a site, each in the markup of another content management system."""

"""The templates of an issue: `issue.html` with `issue.css` inside it, and `issue.txt`."""

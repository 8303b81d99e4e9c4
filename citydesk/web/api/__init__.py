"""The JSON API for programs: read only, public, described by its own OpenAPI document."""

"""The demo web's articles, one TOML file a site: invented news in ten languages, with the gold of what is the same."""

"""Every form of the article but the site: each module makes one of them from the manuscript."""

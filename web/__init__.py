"""The Gradio pages. Importing this package is cheap: gradio is imported by `web.site` only when the site is built."""

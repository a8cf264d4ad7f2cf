"""The course as a static web site in every language, made from what stands already: `python -m course site`."""

"""Attribution: what a net looked at, computed by Captum or in a few lines of our own. Imports torch."""

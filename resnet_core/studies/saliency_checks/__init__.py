"""Whether saliency maps can be believed."""

"""What a trained network gets right and wrong, and why: everything that is asked of it over many images.

Numbers only: the network is a copy of one's own, and nothing here changes it.
"""

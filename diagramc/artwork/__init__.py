"""Pictures of the user's own: SVG files become paths of ours, so that nothing else of a file can reach a picture.

Only a folder that the user named is read. Scripts, links, texts, raster images, filters and everything else that is not a filled
or stroked path is left out and reported; gradients become their first colour.
"""

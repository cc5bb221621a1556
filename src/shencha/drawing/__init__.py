"""SVG: the canvas and the charts that several rooms draw."""

"""What the head of the landing page tells machines: each module speaks one of their languages."""

"""The gateway: everything HTTP, the dispatcher and the command line. No torch, no numpy, no image library here."""

"""What it means: linchpin, chips and trades, leverage, sensitivity, advice."""

"""What is answered at once: responses that were sent before, and questions that cannot take long whatever they ask."""

### A question before a figure.

predict-just-show = Just show me
predict-reason = Why do you think so? (optional, one line)
predict-lock = Lock in my prediction
predict-locked = You predicted: **{ $guess }**
predict-because = Because: { $reason }

// The page got the score by its own means, say with its own data: nothing is fetched, and no token
// is needed. The property may be set before the widget's script has run.
document.querySelector('secure-score-gauge').snapshot = { score: 340, time: new Date().toISOString() };

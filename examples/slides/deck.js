// Steps in the history, so that Back in the browser is the slide before.
Reveal.initialize({ width: 1280, height: 720, margin: 0, center: false, hash: true, history: true, transition: "none", controls: false });

// Under Trusted Types htmx may only put in what this policy lets through: parts of our own pages, and no scripts.
globalThis.trustedTypes?.createPolicy("default", {
  createHTML: (text) => (/<script\b/i.test(text) ? null : text),
});

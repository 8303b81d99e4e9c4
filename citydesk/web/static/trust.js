// Under Trusted Types htmx may only put in what this policy lets through: parts of our own pages, and no scripts.
trustedTypes?.createPolicy("default", {
  createHTML: (text) => (/<script\b/i.test(text) ? null : text),
});
document.addEventListener("htmx:configRequest", () => {
  htmx.config.allowEval = false;
});

// A token as it comes from a library's cache, or after the milliseconds that the query names.
const delay = Number(new URLSearchParams(location.search).get('token'));
window.getAccessToken = async () => {
  if (delay) await new Promise((resolve) => setTimeout(resolve, delay));
  return 'bench-token';
};

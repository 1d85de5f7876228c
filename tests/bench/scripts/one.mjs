// The smallest script: what a start of `alk run` costs.
export default 1;

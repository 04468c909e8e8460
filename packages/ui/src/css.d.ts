// Style sheets are imported for their effect on the page; the bundler takes them from there.
declare module "*.css";

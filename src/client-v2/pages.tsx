// One file to load for both: each file of its own adds to what everybody downloads.
export { default as AccountPage } from '../client-shared/account/account-page';
export { default as LinksPage } from '../client-shared/links/links-page';

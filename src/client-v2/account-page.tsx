export { default } from '../client-shared/account/account-page';

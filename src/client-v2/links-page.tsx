export { default } from '../client-shared/links/links-page';

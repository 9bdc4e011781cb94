export { SignInButton as default } from '../client-shared/sign-in-button';

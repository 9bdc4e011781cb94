import type { ClientApp } from '../client-app';

export type OwnLink = {
  corpId: string;
  memberId: string;
  memberName?: string;
  state: 'active' | 'left' | 'blocked';
  createdAt: string;
  lastSignInAt?: string;
};

export type PendingMember = { memberId: string; memberName: string; corpId: string };

export type OwnLinks = {
  links: OwnLink[];
  authenticators: { name: string; title: string; corpId?: string }[];
  pending?: PendingMember;
};

/** One request of this plugin; the sentence of a refusal is shown where it belongs, not as a toast. */
export async function ask<T>(
  app: ClientApp,
  url: string,
  { data, params }: { data?: object; params?: Record<string, unknown> } = {},
): Promise<T> {
  const method = data ? 'post' : 'get';
  const response = await app.apiClient.request({ url, method, data, params, skipNotify: true });
  return response?.data?.data as T;
}

/** The server's own sentence for a failed request, which is in the person's language. */
export function sentenceOf(error: unknown): string | undefined {
  const answer = (error as { response?: { data?: { errors?: { message?: unknown }[] } } } | undefined)?.response;
  const message = answer?.data?.errors?.[0]?.message;
  return typeof message === 'string' ? message : undefined;
}

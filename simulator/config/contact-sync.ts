import { z } from 'zod';
import { callbackSchema } from './callback';
import { ipAddress, text } from './check';

/** 管理工具 → 通讯录同步. */
export const contactSyncSchema = z.strictObject({
  secret: text,
  /** Its own 企业可信IP, apart from those of the apps; empty switches the gate off. */
  trustedIps: z.array(ipAddress).default([]),
  /**
   * Addresses from which it was used before 2022-08-15 10:00. From others it reads ids only (48009).
   * @see document path 96079
   */
  oldIps: z.array(ipAddress).default([]),
  /** 设置接收事件服务器. */
  callback: callbackSchema.nullable().default(null),
});

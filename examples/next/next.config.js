/** @type {import('next').NextConfig} */
export default {
  turbopack: { root: import.meta.dirname },
  distDir: process.env.NEXT_FOLDER ?? '.next',
};

/** Two events and an end, each flushed by itself. */
export const GZIPPED = [
  {
    base64:
      "H4sIAAAAAAAAAxTMSwqAMAwFwL2nkLcu4jpXERc1DbR+EsEIYundxTnApOiR+gpbVmEHgXP0ge04d/FiOnC+dUMAZyssF2iqKJrkAY0BSXaPoAo2ddE/eMuJ1ubWdR8AAAD//w==",
  },
  { base64: "SqG62QWpKUq1OkppmXmZxRnxRamJxfl5SlZKxSX5BUpIVka7+Pu5xnJxAQAAAP//" },
  { base64: "AwBL6vSH3QAAAA==" },
];

package workbench.jupyter;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** Signatures of messages: HMAC-SHA256 over their four JSON frames, in hexadecimal. */
final class Signer {
  private static final String ALGORITHM = "HmacSHA256";

  private final @Nullable SecretKeySpec key;

  /**
   * @param key the shared secret; empty if messages are not signed
   */
  Signer(String key) {
    this.key =
        key.isEmpty() ? null : new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), ALGORITHM);
  }

  /** The signature of these frames; empty if messages are not signed. */
  String sign(List<byte[]> frames) {
    if (key == null) {
      return "";
    }
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      frames.forEach(mac::update);
      return HexFormat.of().formatHex(mac.doFinal());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
    }
  }

  /** Whether the signature is that of the frames; compares in constant time. */
  boolean verifies(byte[] signature, List<byte[]> frames) {
    return key == null
        || MessageDigest.isEqual(sign(frames).getBytes(StandardCharsets.US_ASCII), signature);
  }
}

namespace NumericsCore.Measurement;

/// <summary>The hash of a file, for those who do not see the library's.</summary>
internal static class FileHash
{
    /// <summary>The SHA-256 of what is left of the file, in lower-case hexadecimal.</summary>
    public static string Sha256(FileStream file) => NumericsCore.Sha256.Hex(file);
}

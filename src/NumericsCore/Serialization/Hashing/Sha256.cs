using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace NumericsCore;

/// <summary>
/// SHA-256, by managed code for little and by the system's library for much, which uses the processor's instructions for it. On Linux that
/// is OpenSSL, and where it is missing .NET aborts the process without an exception: it is asked for only where it was found.
/// </summary>
internal static class Sha256
{
    public const int DigestBytes = 32;

    /// <summary>From here on the system's library is faster, though it must be loaded first: some 10 ms.</summary>
    internal const long WorthTheSystems = 4 * 1024 * 1024;

    private const string Overridden = "CLR_OPENSSL_VERSION_OVERRIDE";

    private static readonly Lazy<bool> s_hasSystems = new(FindSystems);

    /// <summary>Begins a hash.</summary>
    /// <param name="bytes">How much will be appended, roughly.</param>
    public static ISha256 Begin(long bytes) => bytes >= WorthTheSystems && s_hasSystems.Value ? new SystemSha256() : new ManagedSha256();

    /// <summary>The hash in lower-case hexadecimal.</summary>
    public static string Hex(ReadOnlySpan<byte> data)
    {
        using var hash = Begin(data.Length);
        hash.Append(data);
        return Convert.ToHexStringLower(hash.Finish());
    }

    /// <summary>The hash of what is left of a stream that says its length, in lower-case hexadecimal.</summary>
    public static string Hex(Stream stream)
    {
        using var hash = Begin(stream.Length - stream.Position);
        var buffer = new byte[128 * 1024];
        for (int read = stream.Read(buffer); read > 0; read = stream.Read(buffer)) hash.Append(buffer.AsSpan(0, read));
        return Convert.ToHexStringLower(hash.Finish());
    }

    private static bool FindSystems()
    {
        if (OperatingSystem.IsBrowser() || OperatingSystem.IsWasi()) return false;
        if (OperatingSystem.IsWindows() || OperatingSystem.IsMacOS() || OperatingSystem.IsIOS() || OperatingSystem.IsTvOS() || OperatingSystem.IsMacCatalyst() || OperatingSystem.IsAndroid()) return true;
        // .NET looks for a version that a variable names, and for this one first where there is none
        return Environment.GetEnvironmentVariable(Overridden) is null && NativeLibrary.TryLoad("libssl.so.3", out _);
    }

    private sealed class SystemSha256 : ISha256
    {
        private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

        public void Append(ReadOnlySpan<byte> data) => _hash.AppendData(data);

        public byte[] Finish() => _hash.GetHashAndReset();

        public void Dispose() => _hash.Dispose();
    }
}

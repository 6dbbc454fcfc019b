using System.Text;

namespace NumericsCore.Cli.Pipeline;

/// <summary>The text of a file that holds settings, or what <c>train --json</c> printed.</summary>
internal static class RunText
{
    /// <summary>More bytes than any such file has.</summary>
    public const int MaxBytes = 1 << 26;

    private static readonly UTF8Encoding s_utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Reads it: UTF-8, or what a byte order mark says, as shells write that redirect in UTF-16. Null for a file of more than <see cref="MaxBytes"/>; a pipe is read no farther.</summary>
    /// <exception cref="DecoderFallbackException">It is no text in its encoding.</exception>
    public static string? Read(string path)
    {
        using var stream = File.OpenRead(path);
        using var read = new MemoryStream();
        byte[] part = new byte[1 << 16];
        for (int count; (count = stream.Read(part)) > 0;)
        {
            read.Write(part, 0, count);
            if (read.Length > MaxBytes) return null;
        }

        read.Position = 0;
        using var reader = new StreamReader(read, s_utf8);
        return reader.ReadToEnd();
    }
}

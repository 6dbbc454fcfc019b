using NumericsCore.Measurement;

namespace NumericsCore.Cli.Pipeline;

/// <summary>A file that is read twice, once for its hash and once for what is in it, and must be the same both times.</summary>
internal static class HashedFile
{
    /// <summary>What is in the file.</summary>
    /// <param name="file">Its path.</param>
    /// <param name="read">Reads it.</param>
    /// <param name="sha256">Its SHA-256, in lower case.</param>
    /// <exception cref="InputException">There is no such file, it cannot be read twice, or it changed meanwhile.</exception>
    public static T Read<T>(string file, Func<T> read, out string sha256)
    {
        FileNames.RequireTable(file);
        var state = State.Of(file);
        using (var stream = File.OpenRead(file))
        {
            if (!stream.CanSeek) throw new InputException($"'{file}' is a pipe or a device; save the table as a file first");
            sha256 = FileHash.Sha256(stream);
        }

        T result = read();
        if (State.Of(file) != state) throw new InputException($"'{file}' changed while it was read");
        return result;
    }

    private sealed record State(bool Exists, long Length, DateTime Written) : InvariantRecord
    {
        public static State Of(string file)
        {
            var info = new FileInfo(file);
            return info.Exists ? new State(true, info.Length, info.LastWriteTimeUtc) : new State(false, 0, default);
        }
    }
}

namespace NumericsCore;

/// <summary>
/// A file of a model cannot be read or written: the message names the file, the place in it, and the rule that it breaks or what the system
/// said. Nothing was changed.
/// </summary>
public sealed class ModelFileException : IOException
{
    private const int MaxQuoted = 100;

    /// <param name="path">The file.</param>
    /// <param name="problem">The place and the rule, such as "tensor 'dense_1.weight': ...".</param>
    /// <param name="innerException">What the system said; null if nothing.</param>
    public ModelFileException(string path, string problem, Exception? innerException = null) : base(Text(path, problem), innerException) => Path = path;

    /// <summary>The file.</summary>
    public string Path { get; }

    private static string Text(string path, string problem)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(problem);
        return $"{PrintableText.Of(path)}: {problem}";
    }

    /// <summary>What an exception said, as a part of a line.</summary>
    internal static string Said(Exception e) => PrintableText.Of(e.Message.ReplaceLineEndings(" ").TrimEnd('.'));

    /// <summary>A text from a file, as a message may hold it: in quotes, without what a terminal would obey, and not endless.</summary>
    internal static string Quote(string text) => $"'{PrintableText.Of(PrintableText.Start(text, MaxQuoted))}{(text.Length > MaxQuoted ? "…" : "")}'";
}

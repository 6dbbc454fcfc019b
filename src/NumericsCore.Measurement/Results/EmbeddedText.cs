namespace NumericsCore.Measurement;

/// <summary>Texts that the assembly carries.</summary>
internal static class EmbeddedText
{
    /// <summary>The text of a resource.</summary>
    public static string Of(string name)
    {
        using var stream = typeof(EmbeddedText).Assembly.GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}

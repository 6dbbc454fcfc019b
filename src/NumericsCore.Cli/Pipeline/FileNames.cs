using NumericsCore.Measurement;

namespace NumericsCore.Cli.Pipeline;

/// <summary>Keeps a command from names that no file can have, and from writing over what it reads.</summary>
internal static class FileNames
{
    /// <summary>A path that the system may be asked for.</summary>
    /// <param name="path">The path.</param>
    /// <param name="option">The option that named it, for messages; null for an argument.</param>
    /// <exception cref="InputException">No file can have this name.</exception>
    public static string Require(string path, string? option = null) => path.Length > 0 && !path.Contains('\0')
        ? path
        : throw new InputException(option is null ? $"'{path}' is no name of a file" : $"{option} is '{path}', which is no name of a file");

    /// <summary>The path of a table that there is.</summary>
    /// <exception cref="InputException">No file can have this name, it is a folder's, or there is none.</exception>
    public static string RequireTable(string path)
    {
        Require(path);
        if (Directory.Exists(path)) throw new InputException($"'{path}' is a folder; expected a table");
        return File.Exists(path) ? path : throw new InputException($"there is no file '{path}'");
    }

    /// <summary>Checks that a file to write is none of those that are read, by whatever name.</summary>
    /// <exception cref="InputException">It is one of them.</exception>
    public static void RequireOther(string output, string option, params string[] inputs)
    {
        Require(output, option);
        foreach (string input in inputs)
        {
            if (File.Exists(output) && File.Exists(input) && OutputFile.IsSame(output, input)) throw new InputException($"{option} is {output}, the same file as {input}, which is read; expected another");
        }
    }
}

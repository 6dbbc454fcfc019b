using NumericsCore.Measurement;

namespace NumericsCore.Cli.Pipeline;

/// <summary>Keeps a command from writing over what it reads.</summary>
internal static class FileNames
{
    /// <summary>Checks that a file to write is none of those that are read, by whatever name.</summary>
    /// <exception cref="InputException">It is one of them.</exception>
    public static void RequireOther(string output, string option, params string[] inputs)
    {
        if (output.Length == 0 || output.Contains('\0')) throw new InputException($"{option} is '{output}', which is no name of a file");
        foreach (string input in inputs)
        {
            if (File.Exists(output) && File.Exists(input) && OutputFile.IsSame(output, input)) throw new InputException($"{option} is {output}, the same file as {input}, which is read; expected another");
        }
    }
}

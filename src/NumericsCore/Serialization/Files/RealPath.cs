namespace NumericsCore;

/// <summary>The path behind links.</summary>
internal static class RealPath
{
    // as Linux does, which then says that there are too many levels
    private const int MaxLinks = 40;

    /// <summary>The path of the file itself, whether it is there or not, every link in it followed.</summary>
    /// <exception cref="IOException">The links lead in a circle.</exception>
    public static string Of(string path)
    {
        string full = Path.GetFullPath(path), real = Path.GetPathRoot(full)!;
        var rest = new Stack<string>();
        Push(full[real.Length..]);
        int links = 0;
        while (rest.TryPop(out string? part))
        {
            if (part is "" or ".") continue;
            if (part == "..")
            {
                real = Path.GetDirectoryName(real) ?? real;
                continue;
            }

            string next = Path.Combine(real, part);
            if (new FileInfo(next).LinkTarget is not { } target)
            {
                real = next;
                continue;
            }

            if (++links > MaxLinks) throw new IOException("its links lead in a circle");
            string root = Path.GetPathRoot(target) ?? "";
            if (root.Length > 0) real = root;
            Push(target[root.Length..]);
        }

        return real;

        void Push(string parts)
        {
            foreach (string part in parts.Split(Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar).Reverse()) rest.Push(part);
        }
    }
}

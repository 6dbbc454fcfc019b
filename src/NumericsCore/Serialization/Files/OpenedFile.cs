using Microsoft.Win32.SafeHandles;

namespace NumericsCore;

/// <summary>Opens files of models: files on a disk alone, and every refusal in one kind of exception.</summary>
internal static class OpenedFile
{
    /// <summary>What a function makes of the opened file, which then owns the handle; it is closed if the function throws.</summary>
    /// <param name="path">The file.</param>
    /// <param name="read">What is made of it.</param>
    /// <exception cref="ModelFileException">There is no such file, it may not be read, or it is something else.</exception>
    public static T Read<T>(string path, Func<SafeFileHandle, T> read)
    {
        SafeFileHandle? handle = null;
        try
        {
            switch (FileKinds.Of(path))
            {
                case FileKind.Folder: throw new ModelFileException(path, "it is a folder; expected a file");
                // opening a pipe would wait for who writes into it
                case FileKind.Stream: throw new ModelFileException(path, "it is a pipe or a device; expected a file");
            }

            handle = File.OpenHandle(path, share: FileShare.Read | FileShare.Delete);
            return read(handle);
        }
        catch (Exception e)
        {
            handle?.Dispose();
            if (e is ModelFileException || !FileRefusedException.Covers(e)) throw;
            throw new ModelFileException(path, e is FileNotFoundException or DirectoryNotFoundException ? "there is no such file" : $"it cannot be read: {ModelFileException.Said(e)}", e);
        }
    }
}

namespace NumericsCore;

/// <summary>The steps by which a file is replaced; each may fail.</summary>
internal interface IFileSteps
{
    /// <summary>Makes a file that is not there.</summary>
    /// <param name="path">Its path.</param>
    /// <param name="size">How large it will be, so that a full disk is noticed early.</param>
    /// <param name="mode">Its mode; the process's if null.</param>
    Stream Create(string path, long size, UnixFileMode? mode);

    /// <summary>Has what was written go to the disk while more is written, so that little is left to flush; never fails.</summary>
    void StartFlush(Stream file, long offset, long count);

    /// <summary>Waits until what was written is on the disk.</summary>
    void Flush(Stream file);

    /// <summary>Renames a file, also over another.</summary>
    void Rename(string from, string to);

    /// <summary>Waits until a folder's names are on the disk.</summary>
    void FlushFolder(string folder);

    /// <summary>Removes a file, if it is there.</summary>
    void Delete(string path);
}

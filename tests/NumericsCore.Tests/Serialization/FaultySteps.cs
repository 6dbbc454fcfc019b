namespace NumericsCore.Tests.Serialization;

/// <summary>The system's steps, of which one fails as a full disk would; counts them.</summary>
/// <param name="failing">Which step fails, counted from 0; none if it is less.</param>
/// <param name="written">How much of a write that fails is written all the same: all of it, half, or nothing.</param>
internal sealed class FaultySteps(int failing, double written = 0) : IFileSteps
{
    private readonly IFileSteps _disk = DiskSteps.Instance;

    /// <summary>The steps made, by name; that which fails comes last.</summary>
    public List<string> Made { get; } = [];

    public Stream Create(string path, long size, UnixFileMode? mode)
    {
        Count("create");
        return new FaultyStream(this, _disk.Create(path, size, mode));
    }

    public void StartFlush(Stream file, long offset, long count) => _disk.StartFlush(((FaultyStream)file).Inner, offset, count);

    public void Flush(Stream file)
    {
        Count("flush");
        _disk.Flush(((FaultyStream)file).Inner);
    }

    public void Rename(string from, string to)
    {
        Count("rename");
        _disk.Rename(from, to);
    }

    public void FlushFolder(string folder)
    {
        Count("flush folder");
        _disk.FlushFolder(folder);
    }

    // what cleans up works, for else there is nothing that could
    public void Delete(string path) => _disk.Delete(path);

    private void Count(string step)
    {
        Made.Add(step);
        if (Made.Count - 1 == failing) throw new IOException("No space left on device.");
    }

    private sealed class FaultyStream(FaultySteps steps, Stream inner) : MemoryStream
    {
        public Stream Inner => inner;

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            if (steps.Made.Count == steps.Failing) inner.Write(buffer[..(int)(buffer.Length * steps.Written)]);
            steps.Count("write");
            inner.Write(buffer);
        }

        protected override void Dispose(bool disposing)
        {
            inner.Dispose();
            base.Dispose(disposing);
        }
    }

    private int Failing => failing;

    private double Written => written;
}

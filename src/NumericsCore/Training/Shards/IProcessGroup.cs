namespace NumericsCore;

/// <summary>
/// The processes that train one model together, and the way bytes travel between them; no number is added here. The package
/// <c>NumericsCore.Distributed</c> has one over MPI and one of threads. It is used by one thread at a time.
/// </summary>
public interface IProcessGroup
{
    /// <summary>The number of this process: 0, 1, ...</summary>
    int Rank { get; }

    /// <summary>How many processes there are, at least 1.</summary>
    int Size { get; }

    /// <summary>
    /// Whether calls may come from several threads, one at a time (MPI_THREAD_SERIALIZED). Training then sends the gradients of a layer while
    /// it computes those of the layers before it. False unless a group says so.
    /// </summary>
    bool AllowsSeveralThreads => false;

    /// <summary>
    /// Sends bytes to one process while it receives bytes from another. Between two processes, what was sent first arrives first. An empty span
    /// is no message: nothing is sent, or nothing waited for.
    /// </summary>
    /// <param name="sent">The bytes, which stay as they are until the method returns.</param>
    /// <param name="destination">The rank that receives them.</param>
    /// <param name="received">Takes the bytes; as many as are sent to it.</param>
    /// <param name="source">The rank that sends them.</param>
    void Exchange(ReadOnlySpan<byte> sent, int destination, Span<byte> received, int source);
}

namespace NumericsCore;

/// <summary>Exchanges in which each process has the next ones to send to and the ones before to receive from, in rounds.</summary>
internal static class ProcessRing
{
    /// <summary>Whom a process sends to and receives from in a round, from 1 to the number of processes less 1.</summary>
    public static (int To, int From) Partners(this IProcessGroup processes, int distance) =>
        ((processes.Rank + distance) % processes.Size, (processes.Rank - distance + processes.Size) % processes.Size);

    /// <summary>The bytes of all processes, in the order of ranks.</summary>
    /// <param name="processes">The processes.</param>
    /// <param name="mine">This process's; as long everywhere.</param>
    public static byte[] AllGather(this IProcessGroup processes, ReadOnlySpan<byte> mine)
    {
        int length = mine.Length;
        byte[] all = new byte[processes.Size * length];
        mine.CopyTo(all.AsSpan(processes.Rank * length));
        for (int distance = 1; distance < processes.Size; distance++)
        {
            var (to, from) = processes.Partners(distance);
            processes.Exchange(mine, to, all.AsSpan(from * length, length), from);
        }

        return all;
    }
}

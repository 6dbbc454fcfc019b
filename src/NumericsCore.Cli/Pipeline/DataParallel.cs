using System.Buffers.Binary;
using System.Text;
using NumericsCore.Distributed;

namespace NumericsCore.Cli.Pipeline;

/// <summary>The processes that a launcher of MPI has started with one command, of which the first alone speaks.</summary>
internal static class DataParallel
{
    private const int MessageBytes = 512;

    // what goes wrong in all processes is said by the first, which ends the others
    private static readonly TimeSpan s_firstSpeaks = TimeSpan.FromSeconds(2);

    /// <summary>Runs a training in this process of the run; what goes wrong in one ends all of them.</summary>
    /// <param name="error">Takes the message.</param>
    /// <param name="train">The training; gives the exit code.</param>
    /// <exception cref="InputException">There is no MPI, no launcher has started this process, or it is of another MPI.</exception>
    public static int Run(TextWriter error, Func<Communicator, int> train)
    {
        var processes = Join();
        try
        {
            int code = train(processes);
            processes.Dispose();
            return code;
        }
        catch (Exception e) when (processes.Size > 1)
        {
            if (processes.Rank > 0)
            {
                Thread.Sleep(s_firstSpeaks);
                error.WriteLine(PrintableText.Of(FormattableString.Invariant($"process {processes.Rank} of {processes.Size} on {processes.Host}:")));
            }

            int code = Failures.Report(e, error);
            processes.Abort(code);
            return code;
        }
    }

    /// <summary>The settings of this process's training: the threads of one of several on a computer are its share of the cores.</summary>
    public static TrainSettings Shared(TrainSettings settings, Communicator processes)
    {
        if (settings.Device is not (null or "cpu")) return settings;
        return settings with { Threads = ThreadsOf(settings.Threads, processes) };
    }

    /// <summary>The threads of this process: as many as are asked for, or its share of the cores of a computer that it has not for itself.</summary>
    public static int? ThreadsOf(int? asked, Communicator processes)
    {
        if (asked is not null) return asked;
        int neighbours = Hosts(processes).Count(host => host == processes.Host);
        return neighbours == 1 ? null : Math.Max(1, Environment.ProcessorCount / neighbours);
    }

    /// <summary>Checks that all processes prepared the same training.</summary>
    /// <exception cref="InputException">One has another table or other settings than the first; in all processes the same message, which names them.</exception>
    public static void RequireSame(Communicator processes, Experiment experiment)
    {
        byte[] record = Encoding.UTF8.GetBytes(TrainingRecord.TextOfRun(experiment)), length = new byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(length, record.Length);
        processes.Broadcast(length);
        byte[] first = processes.Rank == 0 ? record : new byte[BinaryPrimitives.ReadInt32LittleEndian(length)];
        processes.Broadcast(first);
        string difference = processes.Rank == 0 ? "" : TrainingRecord.Difference(Encoding.UTF8.GetString(first), experiment);
        if (difference.Length > 0) difference = FormattableString.Invariant($"process {processes.Rank} on {processes.Host} prepared another training than process 0: ") + difference;
        foreach (string message in Gather(processes, difference))
            if (message.Length > 0) throw new InputException(message);
    }

    /// <summary>The computers of all processes, in their order.</summary>
    public static IReadOnlyList<string> Hosts(Communicator processes) => Gather(processes, processes.Host);

    private static MpiCommunicator Join()
    {
        try
        {
            return MpiCommunicator.Start();
        }
        catch (CommunicationException e)
        {
            throw new InputException(e.Message.TrimEnd('.'));
        }
    }

    /// <summary>A short text of every process, cut at some hundred bytes.</summary>
    private static string[] Gather(Communicator processes, string text)
    {
        byte[] mine = new byte[MessageBytes], all = new byte[MessageBytes * processes.Size];
        Encoding.UTF8.GetEncoder().Convert(text, mine, flush: true, out _, out _, out _);
        processes.AllGather(mine, all);
        return [.. Enumerable.Range(0, processes.Size).Select(rank => Encoding.UTF8.GetString(all, rank * MessageBytes, MessageBytes).TrimEnd('\0'))];
    }
}

/// <summary>The processes that trained together, for a report.</summary>
/// <param name="Count">How many.</param>
/// <param name="Hosts">The computers that they ran on, each once.</param>
/// <param name="Library">The MPI between them.</param>
/// <param name="CommunicationSeconds">The time that the first spent in communication, waiting included.</param>
internal sealed record ProcessSummary(int Count, IReadOnlyList<string> Hosts, string Library, double CommunicationSeconds) : Measurement.InvariantRecord;

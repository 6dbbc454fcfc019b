namespace NumericsCore.Cli;

/// <summary>What the process returns to the shell.</summary>
internal static class ExitCodes
{
    /// <summary>Done.</summary>
    public const int Success = 0;

    /// <summary>The command was understood, but the file, a value or the training was no good.</summary>
    public const int BadInput = 1;

    /// <summary>The command line was not understood.</summary>
    public const int BadUsage = 2;

    /// <summary>A device computed something else than the CPU, or a kernel did not run on it.</summary>
    public const int WrongResult = 3;

    /// <summary>A kernel takes longer than a baseline allows.</summary>
    public const int SlowerThanBaseline = 4;

    /// <summary>The tool has a defect; EX_SOFTWARE of sysexits.h.</summary>
    public const int Defect = 70;

    /// <summary>Ended by Ctrl+C: 128 and the number of SIGINT, as shells count.</summary>
    public const int Cancelled = 130;

    /// <summary>Whoever read standard output has gone away: 128 and the number of SIGPIPE.</summary>
    public const int ReaderGone = 141;
}

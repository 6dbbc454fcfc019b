using NumericsCore.Cli;
using NumericsCore.Cli.Streams;

Failures.CatchStrays();
try
{
    return await Tool.RunAsync(args, StandardOutput.Open(), Console.Error);
}
// its reader may be gone before anything is printed
catch (Exception e)
{
    return Failures.Report(e, new MessageWriter(Console.Error));
}

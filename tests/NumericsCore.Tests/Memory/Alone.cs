namespace NumericsCore.Tests.Memory;

/// <summary>Tests that measure the process, and so run while no others do.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public class Alone
{
    public const string Name = "alone";
}

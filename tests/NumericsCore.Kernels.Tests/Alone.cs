namespace NumericsCore.Kernels.Tests;

/// <summary>Tests for which no other may run at the same time: the runtime puts off optimizing while it compiles new methods.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class Alone
{
    public const string Name = "Alone";
}

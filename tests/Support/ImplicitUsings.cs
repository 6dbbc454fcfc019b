namespace NumericsCore.Tests.Support;

/// <summary>What the SDK adds to the sources of a project.</summary>
internal static class ImplicitUsings
{
    /// <summary>The usings, as a source.</summary>
    public const string Source = """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Net.Http;
        global using System.Threading;
        global using System.Threading.Tasks;
        """;
}

using System.Globalization;
using BenchmarkDotNet.Running;
using NumericsCore.Benchmarks;

switch (args)
{
    case ["accuracy"]:
        Accuracy.Run(stride: 1, path: "docs/accuracy.md");
        break;
    case ["accuracy", var stride]:
        Accuracy.Run(int.Parse(stride, CultureInfo.InvariantCulture), path: null);
        break;
    case ["gemm", .. var rest]:
        GemmTable.Print(rest);
        break;
    case ["csv"]:
        CsvTable.Print();
        break;
    default:
        BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
        break;
}

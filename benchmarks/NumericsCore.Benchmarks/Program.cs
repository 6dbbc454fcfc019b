using NumericsCore.Benchmarks;

if (args is ["gemm", .. var rest]) GemmTable.Print(rest);
else BenchmarkDotNet.Running.BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
